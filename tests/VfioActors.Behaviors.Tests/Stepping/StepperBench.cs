using VfioActors.Behaviors.Stepping;

namespace VfioActors.Behaviors.Tests.Stepping;

/// <summary>Three actors, of which the third is inline; a host that writes down what it is to do.</summary>
internal sealed class StepperBench : IStepHost
{
    private readonly Topology _topology = new();
    private readonly ActorStepper _stepper;
    private readonly Cell[] _cells;

    internal StepperBench(Action<Outbox> first, Action<Outbox>? inline = null)
    {
        _topology.Add("first", new Does(first));
        _topology.Add("second", new Does(_ => { }));
        _topology.Add("third", new Does(inline ?? (_ => { })), inline: true);
        _stepper = new(_topology) { Outsiders = [new(99)], EndsAll = thrown => thrown is NotSupportedException };
        Journal never = new(keeps: false);
        _cells = [.. _topology.Actors.Select(actor => _topology.Make(actor, never))];
    }

    internal List<string> Done { get; } = [];

    internal Crash? Hear() => _stepper.Take(
        _cells[0], Envelope.Of(new(2), new(1), new Chosen(0, 0)), step: 7, now: default, this);

    public void Perform(in Effect effect) => Done.Add(
        $"{effect.Envelope.From.Value} to {effect.Envelope.To.Value}: {effect.Envelope.Read<Chosen>().Question}");

    public (Cell Cell, Ticks Now) InlineActor(ActorId actor) => (_cells[actor.Value - 1], default);

    private sealed class Nothing(Journal journal) : State(journal);

    private sealed class Does(Action<Outbox> does) : IBehavior<Nothing>
    {
        public Nothing Create(Journal journal) => new(journal);

        public void Receive(Nothing state, in Envelope envelope, Outbox outbox) => does(outbox);
    }
}
