namespace VfioActors.TestKit.Tests.Shop;

/// <summary>The item is kept.</summary>
internal sealed record Reserved(string Item);
