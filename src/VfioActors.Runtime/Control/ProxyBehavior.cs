using VfioActors.Behaviors;

namespace VfioActors.Runtime.Control;

/// <summary>Stands in a world for a real actor: has it take each step, and says what it sent.</summary>
/// <param name="place">The place of the actor; at 0 it is the parent of all, whose start begins the run.</param>
internal sealed class ProxyBehavior(ProxyStage stage, int place) : IBehavior<ProxyState>
{
    public ProxyState Create(Journal journal) => new(journal, stage.PathFor(place));

    public void Start(ProxyState state, Outbox outbox)
    {
        if (place != 0) { return; }
        var turn = stage.Session.Turn;
        turn.Enter();
        try
        {
            stage.Session.Begin(state.Path);
            stage.Session.CheckControlled();
            stage.Begin(outbox);
        }
        finally
        {
            turn.Exit();
        }
    }

    public void Receive(ProxyState state, in Envelope envelope, Outbox outbox)
    {
        var turn = stage.Session.Turn;
        turn.Enter();
        try
        {
            Take(state, in envelope, outbox);
        }
        finally
        {
            turn.Exit();
        }
    }

    private void Take(ProxyState state, in Envelope envelope, Outbox outbox)
    {
        var step = envelope.Is(out AkkaMessage.Tell tell) ? new ActorStep(place, stage.SourceOf(tell.Sender))
            : envelope.Is(out AkkaMessage.Task task) ? new(place, -1, Task: task.Number)
            : new(place, -1, envelope.Read<AkkaMessage.Timer>().Number);
        var now = TimeSpan.FromMilliseconds(outbox.Now.Value);
        var outcome = stage.Session.Take(state.Path, outbox.Step, step, now);
        state.History.Value = Fingerprint.Mix(state.History.Value ^ outcome, envelope.Fingerprint);
        if (outbox.Listening) { outbox.Note($"hears {MessageText.Of(stage.Session.Heard)}"); }
        stage.Session.CheckControlled();
        stage.Tell(outbox);
    }
}
