namespace VfioActors.Conformance.Operations;

/// <summary>A place in the memory of the process that makes the call.</summary>
/// <param name="Buffer">The buffer that it is counted from, or null for a plain address.</param>
/// <param name="Offset">Bytes from there.</param>
public readonly record struct UserAddress(string? Buffer, ulong Offset);
