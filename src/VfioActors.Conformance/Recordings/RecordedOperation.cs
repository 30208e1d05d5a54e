using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;

namespace VfioActors.Conformance.Recordings;

/// <summary>One line of a recording: what was done and what came of it.</summary>
/// <param name="Line">The line in the file, 1 and up.</param>
/// <param name="Index">The number of the operation in its case, 0 and up.</param>
/// <param name="Operation">What was done.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Text">The arguments as they were written, for people.</param>
public sealed record RecordedOperation(int Line, int Index, Operation Operation, Outcome Outcome, string Text);
