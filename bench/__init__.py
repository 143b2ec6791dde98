"""What has to be fast, measured: each module prints its figures beside those of what people would use instead."""
