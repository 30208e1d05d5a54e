using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>What came of the report that the queue handled last.</summary>
/// <param name="Error">What the handler returned.</param>
/// <param name="Effect">What it did.</param>
public readonly record struct ReportOutcome(Errno Error, ReportEffect Effect);
