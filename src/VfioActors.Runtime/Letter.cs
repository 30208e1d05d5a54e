namespace VfioActors.Runtime;

/// <summary>What travels between actors that carry behaviours: one envelope.</summary>
/// <param name="envelope">The message with who sent it to whom.</param>
/// <remarks>
/// A plain object, made for each message. An actor outside the tree that stands for one of the topology gets and sends
/// these.
/// </remarks>
public sealed class Letter(in Envelope envelope)
{
    private readonly Envelope _envelope = envelope;

    /// <summary>The message with who sent it to whom.</summary>
    public ref readonly Envelope Envelope => ref _envelope;
}
