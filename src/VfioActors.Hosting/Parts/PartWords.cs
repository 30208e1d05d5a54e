using VfioActors.Behaviors;

namespace VfioActors.Hosting.Parts;

/// <summary>What the player of a part gets to hear: messages of these kinds, as they are.</summary>
internal sealed class PartWords
{
    private readonly List<Func<Envelope, object?>> _reads = [];

    /// <summary>One more kind.</summary>
    internal PartWords With<T>()
        where T : unmanaged, IMessage
    {
        _reads.Add(envelope => envelope.Is<T>(out var message) ? message : null);
        return this;
    }

    /// <summary>The message of an envelope.</summary>
    internal object Of(Envelope envelope) =>
        _reads.Select(read => read(envelope)).FirstOrDefault(message => message is not null)
        ?? throw new InvalidOperationException($"{envelope.Kind.Name} is nothing that a part hears");
}
