"""The daily DM, part by part."""
