namespace VfioActors.Exploration;

/// <summary>How far a worker is, between two runs.</summary>
/// <param name="Totals">What it counted.</param>
/// <param name="Circles">How often a run came back to a state of its own, and it was no livelock.</param>
/// <param name="HasLivelock">Whether a livelock was found.</param>
/// <param name="Next">The number of the run that it goes on with; null when it did not begin.</param>
internal readonly record struct WorkerPlace(WorkerTotals Totals, long Circles, bool HasLivelock, long? Next);
