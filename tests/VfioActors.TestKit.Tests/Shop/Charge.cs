namespace VfioActors.TestKit.Tests.Shop;

/// <summary>Takes the money for an item.</summary>
internal sealed record Charge(string Item);
