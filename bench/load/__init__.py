"""Load on the real web server: who asks (locust), what is asked, and what it costs; `python -m bench.load`."""
