using VfioActors.Behaviors.Values;

namespace VfioActors.Storm.Reductions;

/// <summary>An operation of a recorded storm, as a script would say it.</summary>
/// <param name="Id">Its id in the storm.</param>
/// <param name="Text">What was asked.</param>
/// <param name="First">The step in which it was heard first.</param>
/// <param name="Last">The step in which its client heard the answer; the end of the run when it never did.</param>
internal sealed record StormOperation(OperationId Id, string Text, int First, int Last);
