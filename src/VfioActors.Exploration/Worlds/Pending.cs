using VfioActors.Behaviors;

namespace VfioActors.Exploration.Worlds;

/// <summary>A message on its way.</summary>
internal readonly struct Pending(in Envelope envelope, long amount)
{
    internal readonly Envelope Envelope = envelope;

    /// <summary>A message's event of sending, a timer's deadline, or a choice's number of options.</summary>
    internal readonly long Amount = amount;
}
