using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Behaviors.Stepping;
using VfioActors.Runtime.Dispatch;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Cluster.Nodes;

/// <summary>
/// Gives back what a client of a lost node has at the machines of this one: steps of that client's own behaviour, which
/// is told that its process is dead.
/// </summary>
internal sealed class HeirActor : ActorBase, IStepHost
{
    /// <summary>So often it goes on although nothing is taken back; each time after many refusals in a row.</summary>
    private const int Doubts = 8;

    private readonly Cell _cell;
    private readonly NodePost _post;
    private readonly ActorStepper _stepper;
    private readonly Queue<Envelope> _chosen = new();
    private int _doubts;

    internal HeirActor(Cell cell, NodePost post) =>
        (_cell, _post, _stepper) = (cell, post, new(post.Actors.Topology));

    protected override bool Receive(object message)
    {
        if (message is not PooledEnvelope pooled) { return false; }
        Step(in pooled.Envelope);
        while (_chosen.TryDequeue(out var chosen)) { Step(in chosen); }
        _post.Counts.CountOwnHandled();
        return true;
    }

    void IStepHost.Perform(in Effect effect)
    {
        if (effect.Kind == EffectKind.Choice)
        {
            Choose(in effect);
            return;
        }

        _post.Counts.CountOwnSent();
        PooledEnvelope request = new(effect.Envelope.Serving(effect.Envelope.Operation, Envelope.Beyond));
        _post.Actors.Directory[effect.Envelope.To].Tell(request, ActorRefs.NoSender);
    }

    (Cell Cell, Ticks Now) IStepHost.InlineActor(ActorId actor) =>
        throw new NotSupportedException("no actor of a storm is inline");

    private void Step(in Envelope envelope)
    {
        if (_stepper.Take(_cell, in envelope, Envelope.Unsent, default, this) is { } crash)
        {
            _post.Routes.Broken(_cell, crash.Text);
        }
    }

    private void Choose(in Effect effect)
    {
        var asked = effect.Envelope.Read<Chosen>();
        var option = ++_doubts > Doubts ? StormClientBehavior.GiveUp : 0;
        _chosen.Enqueue(Envelope.Of(
            ActorId.Nobody, _cell.Id, effect.Envelope.Operation, Envelope.Unsent, asked with { Option = option }));
    }
}
