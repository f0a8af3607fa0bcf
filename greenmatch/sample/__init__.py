"""The sample catalogue: ours, small, bilingual, and marked as sample data wherever it shows."""
