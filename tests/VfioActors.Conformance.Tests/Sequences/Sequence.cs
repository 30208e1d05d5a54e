using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Recordings;

namespace VfioActors.Conformance.Tests.Sequences;

/// <summary>Random operations in a row, from a fresh start.</summary>
/// <param name="Header">The kernel and machine.</param>
/// <param name="Operations">In order.</param>
/// <param name="Name">Profile, kernel and seed: enough to make it again.</param>
public sealed record Sequence(RecordingHeader Header, IReadOnlyList<Operation> Operations, string Name);
