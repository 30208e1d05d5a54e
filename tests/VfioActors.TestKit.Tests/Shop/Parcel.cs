namespace VfioActors.TestKit.Tests.Shop;

/// <summary>What is sent; the item is "nothing" when there is none.</summary>
internal sealed record Parcel(string Item);
