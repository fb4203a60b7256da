"""Finding and taking out what files say of one shop, brand or provider."""
