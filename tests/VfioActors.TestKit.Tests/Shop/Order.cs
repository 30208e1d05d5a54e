namespace VfioActors.TestKit.Tests.Shop;

/// <summary>A customer orders.</summary>
internal sealed record Order(string Item);
