namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>A request of a client.</summary>
/// <param name="Actor">Whom it asks, from 0.</param>
/// <param name="Kind">Of which kind it is.</param>
/// <param name="Number">What it says.</param>
/// <param name="IsOfAnswer">Whether it says that and what was answered last.</param>
internal sealed record DrawnRequest(int Actor, PlainKind Kind, int Number, bool IsOfAnswer);
