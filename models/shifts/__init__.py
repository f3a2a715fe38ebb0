"""Pure rules of time and rotation: values and `now` in, values out, no clock, file or database."""
