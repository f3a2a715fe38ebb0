"""One day round the world, played by itself: what each person does, and what they see."""

from bot.sandbox.play.day import BEGINS, play_a_day

__all__ = ["BEGINS", "play_a_day"]
