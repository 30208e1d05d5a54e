namespace VfioActors.Conformance.Tests.Reference;

/// <summary>The kernel would stop here with a BUG.</summary>
public sealed class KernelStoppedException() : Exception("kernel BUG");
