namespace VfioActors.Exploration.Programs;

/// <summary>One thing that an actor of a generated program does.</summary>
/// <param name="Kind">What.</param>
/// <param name="To">With whom, by the number of the actor; 0 where nobody else takes part.</param>
/// <param name="Label">The label, the cell, or the remainder that crashes.</param>
/// <param name="Amount">What is added or set, the delay of a timer, or how many options there are.</param>
/// <param name="WhenOdd">Whether only an actor with an odd value does it; where the state may matter.</param>
internal sealed record Act(ActKind Kind, int To, int Label, int Amount, bool WhenOdd);
