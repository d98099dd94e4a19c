"""Skeleton, body and hands, and what keeps cloth and hair out of them."""
