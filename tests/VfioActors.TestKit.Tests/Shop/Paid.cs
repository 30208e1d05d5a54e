namespace VfioActors.TestKit.Tests.Shop;

/// <summary>The item is paid.</summary>
internal sealed record Paid(string Item);
