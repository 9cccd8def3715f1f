"""Parts that pages, panel and dialogs are put together from; none knows what a deal is."""
