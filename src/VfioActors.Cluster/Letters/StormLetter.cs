using VfioActors.Runtime.Dispatch;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Letters;

/// <summary>A message between actors of one storm on two nodes.</summary>
/// <param name="Pooled">The message, with who sent it to whom.</param>
/// <param name="Call">
/// What the client does with it, so that the receiver's node knows what it holds there; the default in an answer.
/// </param>
internal sealed record StormLetter(PooledEnvelope Pooled, StormCall Call)
{
    /// <summary>The message, with who sent it to whom.</summary>
    internal ref readonly Envelope Envelope => ref Pooled.Envelope;
}
