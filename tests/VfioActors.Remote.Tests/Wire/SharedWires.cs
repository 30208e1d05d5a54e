namespace VfioActors.Remote.Tests.Wire;

/// <summary>Hyperion compiles for tens of milliseconds a type: all tests share what it has.</summary>
[CollectionDefinition(nameof(Wires))]
public sealed class SharedWires : ICollectionFixture<Wires>;
