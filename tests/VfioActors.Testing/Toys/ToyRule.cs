using VfioActors.Behaviors;

namespace VfioActors.Testing.Toys;

/// <summary>What hearing a label leads to.</summary>
/// <param name="To">Who is sent something.</param>
/// <param name="Label">What.</param>
/// <param name="Glances">Whether it is a glance.</param>
/// <param name="WhenOdd">Whether only an odd state sends it; for tokens.</param>
/// <param name="Kind">0 to send, 1 to set a timer, 2 to ask for a choice.</param>
public sealed record ToyRule(ActorId To, int Label, bool Glances, bool WhenOdd, int Kind);
