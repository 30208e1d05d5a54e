using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>
/// Sends what a real actor sent, where a step may run several actors. It is prompt, so that a world knows which actors
/// took part in a step.
/// </summary>
internal sealed class HandBehavior(ShadowStage stage) : IBehavior<ShadowState>
{
    public ShadowState Create(Journal journal) => new(journal, stage.PathFor(-1));

    public void Receive(ShadowState state, in Envelope envelope, Outbox outbox) =>
        stage.Send(outbox, envelope.Read<AkkaMessage.Acted>().Sends);
}
