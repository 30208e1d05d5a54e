namespace VfioActors.Exploration.Tests.Registers;

/// <summary>What came back to one of two clients.</summary>
/// <param name="Done">0 while it writes, 1 while it reads, then 2.</param>
/// <param name="Before">How many operations of the other had come back when the read began.</param>
/// <param name="Value">What it read.</param>
internal readonly record struct ClientHistory(int Done, int Before, int Value);
