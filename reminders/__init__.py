"""When somebody is worth a message: ranking, schedule, digest and its delivery."""
