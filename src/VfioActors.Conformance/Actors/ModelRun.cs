using VfioActors.Behaviors;
using VfioActors.Behaviors.Stepping;
using VfioActors.Conformance.Drivers;
using VfioActors.Conformance.Outcomes;
using VfioActors.Conformance.Posts;
using VfioActors.Exploration.Strategies;
using VfioActors.Vfio.Protocols;

namespace VfioActors.Conformance.Actors;

/// <summary>
/// Lets the actors of a model run, in any legal order: each time a call is made, one step after the other is drawn
/// until nothing is left to do. It never goes back, so that what was done costs no memory.
/// </summary>
public sealed class ModelRun : IStepHost
{
    private readonly List<Cell> _cells = [];
    private readonly CausalPost _post = new();
    private readonly ActorStepper _stepper;
    private readonly List<Envelope> _answers = [];
    private readonly SeededRandom _random;
    private readonly SortedDictionary<ActorId, string> _devices = [];

    // Nobody goes back, and nobody asks for fingerprints.
    private readonly Journal _journal = new(keeps: false);
    private int _steps;

    /// <summary>Starts the actors.</summary>
    /// <param name="model">The actors.</param>
    /// <param name="seed">Draws the order of steps.</param>
    public ModelRun(RecordedMachine model, long seed)
    {
        Model = model;
        _stepper = new(model.Topology) { Outsiders = [RecordedMachine.Caller, RecordedMachine.DriverCode] };
        _random = new(seed);
        foreach (var (device, driver) in model.Drivers) { _devices[driver] = device; }
        Start();
    }

    /// <summary>The actors.</summary>
    public RecordedMachine Model { get; }

    /// <summary>What is to be made of the driver callbacks that come up.</summary>
    public IDriverScript Script { get; set; } = new DriverBooks();

    /// <summary>The callbacks since the last <see cref="Clear"/>.</summary>
    public List<DriverEvent> Events { get; } = [];

    /// <summary>Warnings that the kernel would have left in its log.</summary>
    public int Warnings { get; private set; }

    /// <summary>What went wrong inside a step, if something did: after that nothing happens any more.</summary>
    public Crash? Crash { get; private set; }

    /// <summary>Looks at the state of an actor at rest.</summary>
    public TState StateOf<TState>(ActorId actor)
        where TState : State => (TState)_cells[actor.Value - 1].State;

    /// <summary>Forgets the callbacks.</summary>
    public void Clear() => Events.Clear();

    /// <summary>Counts warnings.</summary>
    public void Warn(int warnings) => Warnings += warnings;

    /// <summary>Adds a container to the model.</summary>
    public ActorId AddContainer()
    {
        var container = Model.AddContainer();
        Start();
        return container;
    }

    /// <summary>Sends a message ahead of the next call.</summary>
    public void Ahead<T>(ActorId to, T message)
        where T : unmanaged, IMessage => _post.Send(Envelope.Of(RecordedMachine.Caller, to, in message));

    /// <summary>Makes one call and lets everything run until nothing is left to do.</summary>
    /// <returns>What the caller heard, until the next call.</returns>
    public IReadOnlyList<Envelope> Call<T>(ActorId to, T message)
        where T : unmanaged, IMessage
    {
        _answers.Clear();
        Ahead(to, message);
        while (Crash is null && _post.TryDraw(_random, out var line))
        {
            var heard = line.Head.Message;
            if (IsCallback(in heard, out var device)) { FollowScript(device, in heard); }
            Hear(_post.Take(line));
        }

        return _answers;
    }

    /// <inheritdoc/>
    void IStepHost.Perform(in Effect effect) => Send(in effect);

    /// <inheritdoc/>
    (Cell Cell, Ticks Now) IStepHost.InlineActor(ActorId actor) =>
        throw new NotSupportedException("no actor of the kernel is inline");

    /// <summary>Makes the actors that the model has and that are not there yet.</summary>
    private void Start()
    {
        while (_cells.Count < Model.Topology.Count)
        {
            var cell = Model.Topology.Make(new(_cells.Count + 1), _journal);
            _cells.Add(cell);
            _stepper.Start(cell);
            foreach (ref readonly var effect in _stepper.Outbox.Effects) { Send(in effect); }
        }
    }

    private void Hear(in Envelope message)
    {
        if (message.To == RecordedMachine.DriverCode) { return; }
        if (message.To == RecordedMachine.Caller)
        {
            _answers.Add(message);
            return;
        }

        // What the model promised does not hold: a difference to report, whatever the kernel did.
        Crash = _stepper.Take(_cells[message.To.Value - 1], in message, _steps, default, this);
        _steps = unchecked((_steps + 1) & int.MaxValue);
    }

    private void Send(in Effect effect)
    {
        Ensure.That(effect.Kind == EffectKind.Send, "nothing that is recorded waits for a clock or a choice");
        _post.Send(in effect.Envelope);
    }

    private bool IsCallback(in Envelope message, out string device)
    {
        var isOne = message.Is<VendorDriverMessage.DmaUnmap>() || message.Is<VendorDriverMessage.Close>();
        device = isOne ? _devices[message.To] : "";
        return isOne;
    }

    /// <summary>
    /// Makes a driver unpin what the script says, right before it hears the callback: it does nothing more in it.
    /// </summary>
    private void FollowScript(string device, in Envelope callback)
    {
        LeavingRange? range = callback.Is<VendorDriverMessage.DmaUnmap>(out var unmap)
            ? new(unmap.Iova.Value, unmap.Size.Value)
            : null;
        var unpins = range is { } leaving ? Script.HearUnmap(device, leaving) : Script.HearClose(device);
        Events.Add(new(device, range, unpins));
        foreach (var unpin in unpins)
        {
            VendorDriverMessage.Unpin message = new(new(unpin.Iova), new(1));
            for (var time = 0; time < unpin.Count; time++)
            {
                Hear(Envelope.Of(RecordedMachine.DriverCode, callback.To, in message));
            }
        }
    }
}
