using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>
/// What a world knows of a real actor: what it heard so far, which for an actor that hides nothing is all there is.
/// </summary>
internal sealed class ProxyState : State
{
    internal ProxyState(Journal journal, ActorPath path)
        : base(journal)
    {
        Path = path;
        History = Variable(0UL);
    }

    /// <summary>The steps of the world that the state belongs to.</summary>
    internal ActorPath Path { get; }

    internal Variable<ulong> History { get; }
}
