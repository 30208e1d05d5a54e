namespace VfioActors.Behaviors.Tests.Toys;

/// <summary>A value with fields of several sizes and no padding between them.</summary>
public readonly record struct Page(ulong Frame, uint Pins, ushort Order, short Node, int Owner, uint Length);
