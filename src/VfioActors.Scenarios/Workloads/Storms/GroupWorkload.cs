using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Workloads.Storms;

/// <summary>
/// Puts a group into a container, or takes one out, as the dice say: mostly one that the client put in, sometimes any.
/// Who wants a group that is in a container already is refused, and so is who takes out one that is in none.
/// </summary>
/// <param name="groups">The groups to choose from; their files are open, and no device of them is.</param>
/// <param name="containers">The containers to choose from.</param>
public sealed class GroupWorkload(IReadOnlyList<ActorId> groups, IReadOnlyList<ActorId> containers) : StormWorkload
{
    /// <summary>One in so many takes a group out that another may have put in.</summary>
    private const int OustsIn = 8;

    private const int Attaching = 0;
    private const int Detaching = 1;
    private const int Ousting = 2;

    /// <inheritdoc/>
    public override string Name => "group";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Verbs { get; } = ["attach", "detach", "oust"];

    /// <inheritdoc/>
    public override int GivesBack => Detaching;

    /// <inheritdoc/>
    public override StormCall? Begin(StormClientState state, int place, bool hasRoom, Outbox outbox)
    {
        if (MayGiveBack(state, place, outbox) is { } given) { return given; }
        if (!hasRoom) { return null; }
        StormThing thing = new(place, groups[state.Throw(groups.Count)], state.Throw(containers.Count));
        return Ask(new(thing, state.Throw(OustsIn) == 0 ? Ousting : Attaching, 0), outbox);
    }

    /// <inheritdoc/>
    public override Errno? OnReply(in StormCall call, StormClientState state, in Envelope envelope, Outbox outbox)
    {
        var error = envelope.Read<GroupMessage.Done>().Error;
        var holds = call.Verb switch
        {
            Attaching => error == Errno.None,
            Detaching => error == Errno.EAGAIN,
            _ => false,
        };
        if (holds) { state.Take(call.Thing); }
        return error;
    }

    /// <inheritdoc/>
    public override bool Knows(in StormCall call) =>
        groups.Contains(call.Thing.At) && call.Thing.Key >= 0 && call.Thing.Key < containers.Count;

    /// <inheritdoc/>
    public override StormCall Ask(in StormCall call, Outbox outbox)
    {
        var (group, container) = (call.Thing.At, containers[(int)call.Thing.Key]);
        if (call.Verb == Attaching) { outbox.Send(group, new GroupMessage.SetContainer(container, default)); }
        else { outbox.Send(group, default(GroupMessage.UnsetContainer)); }

        return call;
    }
}
