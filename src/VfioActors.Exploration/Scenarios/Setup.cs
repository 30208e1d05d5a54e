using VfioActors.Behaviors;
using VfioActors.Exploration.Operations;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Symmetries;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Exploration.Worlds.Refusals;

namespace VfioActors.Exploration.Scenarios;

/// <summary>A scenario made ready: actors, operations and properties.</summary>
public sealed class Setup
{
    private Setup(Scenario scenario, ScenarioArguments arguments, ScenarioBuilder builder)
    {
        Scenario = scenario;
        Arguments = arguments;
        Topology = builder.Topology;
        Claims = [.. builder.Properties];
        Properties = [.. Claims, .. builder.Checks];
        Waived = builder.Waived;
        Operations = [.. builder.Operations];
        Told = [.. builder.Told];

        // Who was left something to do and who was not are no longer equal.
        Symmetry = arguments.Dropped.Count > 0
            ? null
            : Symmetry.Of(builder.Interchanged, Topology, Operations, builder.Objections);
    }

    private Setup(Setup other, IEnumerable<Property> claims, IEnumerable<Property> checks)
    {
        Scenario = other.Scenario;
        Arguments = other.Arguments;
        (Delivery, Faults, Refusals) = (other.Delivery, other.Faults, other.Refusals);
        Topology = other.Topology;
        Claims = [.. claims];
        Properties = [.. Claims.Union(checks)];
        Waived = other.Waived;
        (Operations, Told) = (other.Operations, other.Told);
        Symmetry = other.Symmetry;
    }

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>With what it was built.</summary>
    public ScenarioArguments Arguments { get; }

    /// <summary>Which orders can happen.</summary>
    public Delivery Delivery { get; private init; }

    /// <summary>What a bag does beside; of any other delivery nothing.</summary>
    public BagFaults Faults { get; private init; }

    /// <summary>What the host answers where it may refuse; null for anything.</summary>
    public RefusalPlan? Refusals { get; private init; }

    /// <summary>The actors.</summary>
    public Topology Topology { get; }

    /// <summary>What the scenario claims itself.</summary>
    public IReadOnlyList<Property> Claims { get; }

    /// <summary>All that is looked at: the claims, and what is checked of every scenario.</summary>
    public IReadOnlyList<Property> Properties { get; }

    /// <summary>The checks that the scenario switched off.</summary>
    public IReadOnlyList<WaivedCheck> Waived { get; }

    /// <summary>Every operation of every client, the dropped ones too.</summary>
    public IReadOnlyList<ClientOperation> Operations { get; }

    /// <summary>The messages with which runs begin and that a minimizer may leave out, those left out too.</summary>
    public IReadOnlyList<ToldMessage> Told { get; }

    /// <summary>What the scenario says could change places; null for nothing.</summary>
    public Symmetry? Symmetry { get; }

    /// <summary>Builds a scenario.</summary>
    /// <param name="faults">What a bag does beside; of any other delivery nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There is no such delivery, or it cannot do so much beside.
    /// </exception>
    public static Setup Of(
        Scenario scenario, ScenarioArguments arguments, Delivery delivery, BagFaults faults = default)
    {
        if (!Enum.IsDefined(delivery)) { throw new ArgumentOutOfRangeException(nameof(delivery), delivery, null); }
        if (Math.Min(faults.Losses, faults.Repeats) < 0 || Math.Max(faults.Losses, faults.Repeats) > BagFaults.Most)
        {
            throw new ArgumentOutOfRangeException(nameof(faults), faults, $"each is from 0 to {BagFaults.Most}");
        }

        ScenarioBuilder builder = new(arguments);
        scenario.Build(builder);
        return new(scenario, arguments, builder)
        {
            Delivery = delivery,
            Faults = delivery == Delivery.Bag ? faults : default,
        };
    }

    /// <summary>The same scenario built with other arguments.</summary>
    public Setup With(ScenarioArguments arguments)
    {
        var other = Of(Scenario, arguments, Delivery, Faults);
        return Refusals is null ? other : other.Under(Refusals);
    }

    /// <summary>The same, where the host answers by a plan what it may refuse.</summary>
    public Setup Under(RefusalPlan plan) => new(this, Claims, Properties.Except(Claims)) { Refusals = plan };

    /// <summary>The same claiming one property alone, which explores faster.</summary>
    /// <exception cref="ArgumentException">It does not claim that.</exception>
    public Setup Only(string property) => new(
        this,
        [Properties.FirstOrDefault(claimed => claimed.Name == property)
            ?? throw new ArgumentException($"'{Scenario.Name}' does not claim {property}")],
        [CrashProperty.Instance]);

    /// <summary>The same without some of the claims and checks.</summary>
    public Setup Without(Func<Property, bool> dropped) => new(
        this,
        Claims.Where(property => !dropped(property)),
        Properties.Except(Claims).Where(property => !dropped(property)));

    /// <summary>Makes a world at its start.</summary>
    /// <param name="remembered">How many steps it remembers; with 0 it takes every step for real.</param>
    public World MakeWorld(int remembered = 0) => new(Topology, Delivery, remembered, Faults, Refusals);
}
