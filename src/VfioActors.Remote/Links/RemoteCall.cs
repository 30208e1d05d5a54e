using Akka.Actor;

namespace VfioActors.Remote.Links;

/// <summary>A call on its way to another node.</summary>
/// <param name="Message">The call itself.</param>
/// <param name="Asker">Who gets the answer.</param>
/// <param name="IsWhole">Whether the answer goes as one message.</param>
/// <param name="Ends">Ends the wait for the answer.</param>
internal sealed record RemoteCall(object Message, IActorRef Asker, bool IsWhole, CancellationTokenSource Ends)
{
    /// <summary>What telemetry hears of it.</summary>
    internal CallSpan Span { get; init; }
}
