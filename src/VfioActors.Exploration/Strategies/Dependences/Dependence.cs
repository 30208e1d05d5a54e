using VfioActors.Behaviors;
using VfioActors.Exploration.Checkpoints;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Strategies.Dependences;

/// <summary>Whether the order of two steps can matter.</summary>
/// <remarks>
/// Two steps depend on each other when an actor takes part in both and the messages are not declared to commute; when
/// they come from one channel, declared or not; when a property sees both, or looks at the actor between them; when
/// one changes something shared that the other looks at or changes; with one queue an actor, when both add to the same
/// queue; and when members of one set that begin in an order begin by both. What a step may touch by inline actors must
/// be known from its message alone, not from the state that it meets, else reduction misses orders. So it is learned
/// for each actor, sender and kind of message, and when something new is learned the search must begin again.
/// </remarks>
internal sealed class Dependence(IReadOnlyList<Property> properties)
{
    private readonly Observer[] _observers = [.. properties.OfType<Observer>()];
    private readonly Ordering[] _orderings = [.. properties.OfType<Ordering>()];
    private readonly ActorProperty[] _around = [.. properties.OfType<ActorProperty>()];
    private readonly bool _looks = properties.Any(property => property is Observer or Ordering);
    private KeptFootprints _kept = new();
    private List<Footprint>[] _footprints = [];
    private bool _learns;

    /// <summary>Grows whenever something new is learned.</summary>
    internal int Learned { get; private set; }

    /// <summary>What a step touches, written where it is kept: an event is large, and there is one a step.</summary>
    internal void Read(World world, int step, out StepEvent stepEvent)
    {
        ref readonly var record = ref world.History[step];
        stepEvent.Choice = record.Choice;
        stepEvent.Message = record.Message;
        stepEvent.Cause = record.Taken.Cause;
        stepEvent.Actors = 1UL << record.Choice.Receiver.Value | record.Marks.Parts;
        stepEvent.Looks = record.Marks.Looks;
        stepEvent.Changes = record.Marks.Changes;
        stepEvent.Seen = _looks ? SeenBy(in world.History.BareMessageOf(step)) : 0;

        // Those of a set begin one after the other: so each waits for the one before, as if a claim saw their order.
        if (record.BeginsOf > 0) { stepEvent.Seen |= 1UL << -record.BeginsOf; }
        (stepEvent.Sends, stepEvent.OwnSends) = (0, 0);
        (stepEvent.HearsMore, stepEvent.ChangesState) = (false, false);
        if (Learns(world)) { Learn(world, step, ref stepEvent); }
    }

    /// <summary>Steps with no bit of their summaries in common do not depend on each other.</summary>
    internal static ulong Summary(in StepEvent stepEvent) =>
        stepEvent.Actors | stepEvent.Seen | stepEvent.Sends | stepEvent.Looks | stepEvent.Changes;

    /// <summary>Writes what was learned to a checkpoint.</summary>
    internal void Keep(CheckpointWriter writer)
    {
        writer.Write(Learned);
        writer.Write(_learns);
        _kept.Write(writer, _footprints);
    }

    /// <summary>Reads what was learned; nothing was learned here yet.</summary>
    /// <param name="actors">How many there are.</param>
    internal void Recall(CheckpointReader reader, int actors)
    {
        (Learned, _learns) = (reader.ReadInt(0, int.MaxValue), reader.ReadBool());
        _kept.Read(reader, actors);
    }

    /// <summary>What was learned, in words that hold in every process.</summary>
    internal KnownSteps Told() => new(_learns, _kept.Told(_footprints));

    /// <summary>Knows what was told; nothing was learned here yet.</summary>
    /// <param name="actors">How many there are.</param>
    /// <exception cref="InvalidDataException">It is about actors that are not there.</exception>
    internal void Know(KnownSteps told, int actors)
    {
        (_learns, Learned) = (told.Learns, told.Learns ? 1 : 0);
        foreach (var footprint in told.Footprints)
        {
            if (footprint.Receiver < 1 || footprint.Receiver > actors
                || footprint.Sender < KeptFootprints.Everybody || footprint.Sender > actors)
            {
                throw new InvalidDataException(
                    $"what was learned is about actors {footprint.Sender} and {footprint.Receiver} of {actors}");
            }

            _kept.Add(in footprint);
        }
    }

    /// <summary>Another one that knows the same, and learns for itself.</summary>
    internal Dependence Copy() => new(properties)
    {
        Learned = Learned,
        _learns = _learns,
        _kept = _kept.Copy(),
        _footprints = [.. _footprints.Select(all => all.ConvertAll(one => one.Copy()))],
    };

    internal bool Depend(World world, in StepEvent left, in StepEvent right)
    {
        if ((left.Seen & right.Seen) != 0 || left.Choice.Channel == right.Choice.Channel) { return true; }
        if ((left.Changes & (right.Looks | right.Changes)) != 0 || (left.Looks & right.Changes) != 0) { return true; }
        if (world.Delivery == Delivery.Mailbox && (left.Sends & right.Sends) != 0) { return true; }
        var shared = left.Actors & right.Actors;
        if (shared == 0) { return false; }
        var receiver = left.Choice.Receiver;
        return receiver != right.Choice.Receiver || shared != 1UL << receiver.Value
            || !Commute(world, in left, in right);
    }

    /// <summary>
    /// Two messages commute when the behaviour says so and nobody can tell the order from what the steps send: neither
    /// by the order in one channel nor, with causal delivery, by what happened before it. A timer moves the clock, by
    /// which other steps set theirs.
    /// </summary>
    private bool Commute(World world, in StepEvent left, in StepEvent right)
    {
        var actor = left.Choice.Receiver;
        if (!world.MayCommute(actor) || world.IsTimer(left.Choice) || world.IsTimer(right.Choice)) { return false; }

        // The declaration is about the two messages, not about what an inline actor tells itself in the same step.
        if (left.HearsMore || right.HearsMore) { return false; }
        if (!world.Commutes(actor, left.Message, right.Message)) { return false; }
        if (!_learns)
        {
            _learns = true;
            Learned++;
        }

        return !ShowsOrder(world, in left, in right) && world.Delivery switch
        {
            Delivery.Causal => (left.Sends | right.Sends) == 0,

            // Where only the order of each pair is kept, what different inline actors send shows none.
            Delivery.Pair => (left.OwnSends & right.OwnSends) == 0,
            _ => (left.Sends & right.Sends) == 0,
        };
    }

    /// <summary>
    /// Whether a claim about the actor can tell the order of two steps that commute: one that looks after steps when
    /// both change the state, one that looks at what comes to which state when either does.
    /// </summary>
    private bool ShowsOrder(World world, in StepEvent left, in StepEvent right)
    {
        if (!left.ChangesState && !right.ChangesState) { return false; }
        foreach (var property in _around)
        {
            if ((property.LooksBefore || (left.ChangesState && right.ChangesState))
                && property.IsAbout(world.CellAsItIs(left.Choice.Receiver)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Most scenarios need not know: no inline actors, no shared queues, nothing that commutes.</summary>
    private bool Learns(World world) => _learns |= world.Delivery == Delivery.Mailbox || world.HasInline;

    private void Learn(World world, int step, ref StepEvent stepEvent)
    {
        var receiver = stepEvent.Choice.Receiver;
        var (own, all) = FootprintsOf(world, step, receiver, in world.History.BareMessageOf(step));
        stepEvent.Actors |= own.Inlines;
        stepEvent.HearsMore = (own.Inlines & (1UL << receiver.Value)) != 0;
        (stepEvent.Sends, stepEvent.OwnSends) = (all.Sends, all.OwnSends);
        stepEvent.ChangesState = all.Changes;
    }

    /// <summary>
    /// Whom a step has take part is learned for each sender, as it is mostly whoever asked; all else for all of them.
    /// </summary>
    private (Footprint Own, Footprint All) FootprintsOf(World world, int step, ActorId receiver, in Envelope message)
    {
        if (_footprints.Length == 0)
        {
            _footprints = [.. Enumerable.Range(0, world.Topology.Count + 1).Select(_ => new List<Footprint>())];
        }

        var (kind, sender) = (message.Kind, message.From);
        Footprint? own = null;
        Footprint? all = null;
        foreach (var candidate in _footprints[receiver.Value])
        {
            if (!ReferenceEquals(candidate.Kind, kind)) { continue; }
            if (candidate.Sender is null) { all = candidate; }
            else if (candidate.Sender == sender) { own = candidate; }
        }

        if (all is null) { _footprints[receiver.Value].Add(all = _kept.Take(receiver, kind, null)); }
        if (own is null) { _footprints[receiver.Value].Add(own = _kept.Take(receiver, kind, sender)); }
        var history = world.History;
        var isNew = own.AddInlines(history[step].Inlines)
            | all.AddSends(history.SentTo(step), history.SentTo(step, receiver), history[step].Changed);
        if (isNew) { Learned++; }
        return (own, all);
    }

    private ulong SeenBy(in Envelope message)
    {
        var seen = 0UL;
        for (var at = 0; at < _observers.Length; at++)
        {
            if (_observers[at].Sees(message.To, message.Kind)) { seen |= 1UL << at; }
        }

        for (var at = 0; at < _orderings.Length; at++)
        {
            if (_orderings[at].Sees(message.To, message.Kind)) { seen |= 1UL << (at + _observers.Length); }
        }

        return seen;
    }
}
