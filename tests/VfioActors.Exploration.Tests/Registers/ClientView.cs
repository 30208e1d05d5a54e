namespace VfioActors.Exploration.Tests.Registers;

/// <summary>What a client of a register remembers.</summary>
/// <param name="Awaiting">The request that is not answered; 0 for none.</param>
/// <param name="Operations">How many requests it has made.</param>
internal readonly record struct ClientView(int Awaiting, int Operations);
