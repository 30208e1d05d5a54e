namespace VfioActors.TestKit.Tests.Shop;

/// <summary>Keeps an item for the customer.</summary>
internal sealed record Reserve(string Item);
