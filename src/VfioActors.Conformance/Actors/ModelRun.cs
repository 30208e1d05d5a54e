using VfioActors.Behaviors;
using VfioActors.Conformance.Drivers;
using VfioActors.Conformance.Outcomes;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Conformance.Actors;

/// <summary>
/// Lets the actors of a model run, in any legal order: each time all calls are made, one step after the other is drawn
/// until nothing is left to do.
/// </summary>
public sealed class ModelRun
{
    private readonly World _world;
    private readonly Desk _desk = new();
    private readonly SeededRandom _random;
    private readonly SortedDictionary<int, string> _devices = [];

    /// <summary>Starts the actors.</summary>
    /// <param name="model">Makes the actors around a desk.</param>
    /// <param name="seed">Draws the order of steps.</param>
    public ModelRun(Func<Desk, KernelModel> model, long seed)
    {
        Model = model(_desk);
        _random = new(seed);
        foreach (var (device, driver) in Model.Drivers) { _devices[driver.Value] = device; }
        _world = new(Model.Topology, Delivery.Causal);
    }

    /// <summary>The actors.</summary>
    public KernelModel Model { get; }

    /// <summary>What is to be made of the driver callbacks that come up.</summary>
    public IDriverScript Script { get; set; } = new DriverBooks();

    /// <summary>The callbacks since the last <see cref="Clear"/>.</summary>
    public List<DriverEvent> Events { get; } = [];

    /// <summary>Warnings that the kernel would have left in its log.</summary>
    public int Warnings { get; private set; }

    /// <summary>What went wrong inside a step, if something did.</summary>
    public string? Crash => _world.Crash;

    /// <summary>Looks at the state of an actor at rest.</summary>
    public TState StateOf<TState>(ActorId actor)
        where TState : State => (TState)_world.StateOf(actor);

    /// <summary>Forgets the callbacks.</summary>
    public void Clear() => Events.Clear();

    /// <summary>Counts warnings.</summary>
    public void Warn(int warnings) => Warnings += warnings;

    /// <summary>Lays a message before the next call.</summary>
    public void Ahead<T>(ActorId to, T message)
        where T : unmanaged, IMessage => Lay(to, message);

    /// <summary>Makes one call and lets everything run until nothing is left to do.</summary>
    /// <returns>What the caller heard.</returns>
    public IReadOnlyList<Envelope> Call<T>(ActorId to, T message)
        where T : unmanaged, IMessage
    {
        _desk.Answers.Clear();
        Lay(to, message);
        Go();
        while (TryDraw(out var choice))
        {
            if (IsCallback(choice, out var device)) { Foresee(choice.Receiver, device, in _world.Message(choice)); }
            Take(choice);
        }

        return [.. _desk.Answers];
    }

    private void Lay<T>(ActorId to, T message)
        where T : unmanaged, IMessage => _desk.Calls.Add(outbox => outbox.Send(to, in message));

    /// <summary>The caller makes the calls on its desk.</summary>
    private void Go()
    {
        foreach (var choice in _world.Enabled)
        {
            if (!IsGo(choice)) { continue; }
            _world.Take(choice);
            return;
        }
    }

    /// <summary>Draws from the steps that could be next, but for the one that makes the next calls.</summary>
    private bool TryDraw(out Choice choice)
    {
        choice = default;
        var count = 0;
        foreach (var each in _world.Enabled)
        {
            // Each of the first n is kept with one chance in n: all are equally likely in the end.
            if (!IsGo(each) && _random.Below(++count) == 0) { choice = each; }
        }

        return count > 0;
    }

    private bool IsGo(Choice choice) => _world.Message(choice).Is<CallerMessage.Go>();

    /// <summary>A channel keeps its head until it is taken, whatever else happens in between.</summary>
    private void Take(Choice choice) => _world.Take(choice);

    private bool IsCallback(Choice choice, out string device)
    {
        ref readonly var message = ref _world.Message(choice);
        var isOne = message.Is<VendorDriverMessage.DmaUnmap>() || message.Is<VendorDriverMessage.Close>();
        device = isOne ? _devices[choice.Receiver.Value] : "";
        return isOne;
    }

    /// <summary>Tells a driver what it will drop in the callback that it is about to hear.</summary>
    private void Foresee(ActorId driver, string device, in Envelope callback)
    {
        LeavingRange? range = callback.Is<VendorDriverMessage.DmaUnmap>(out var unmap)
            ? new(unmap.Iova.Value, unmap.Size.Value)
            : null;
        var unpins = range is { } leaving ? Script.HearUnmap(device, leaving) : Script.HearClose(device);
        Events.Add(new(device, range, unpins));
        foreach (var unpin in unpins)
        {
            Lay(driver, new VendorDriverMessage.Foresee(new(unpin.Iova), new((ulong)unpin.Count)));
        }

        Lay(driver, default(VendorDriverMessage.Foresee));
        Go();
        for (var left = unpins.Count; left >= 0; left--) { TakeForesight(driver); }
    }

    private void TakeForesight(ActorId driver)
    {
        foreach (var choice in _world.Enabled)
        {
            if (choice.Receiver != driver || !_world.Message(choice).Is<VendorDriverMessage.Foresee>()) { continue; }
            _world.Take(choice);
            return;
        }
    }
}
