using Akka.Actor;
using VfioActors.Cluster.Letters;

namespace VfioActors.Cluster.Nodes;

/// <summary>
/// A machine as an entity of the cluster: where it is first started its actors live, and it hands them what comes. One
/// that is started again elsewhere, when its node is lost, has nothing of what it was: it refuses.
/// </summary>
internal sealed class MachineActor(string name, NodeDesk desk) : ActorBase, IWithUnboundedStash
{
    private bool _isRefusing;

    public IStash Stash { get; set; } = null!;

    protected override void PreStart() => _isRefusing = !desk.TryPlace(name, Self);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case StormLetter letter when _isRefusing:
                var refused = new LetterRefused(letter.Envelope.From, letter.Envelope.To);
                desk.Refuse(refused);
                break;
            case StormLetter when desk.Post is null: Stash.Stash(); break;
            case StormLetter letter: desk.Post!.TakeRequest(letter); break;
            case PlaceMachine place: Sender.Tell(new MachinePlaced(place.Machine), Self); break;
            case PostOpened: Stash.UnstashAll(); break;
            default: return false;
        }

        return true;
    }
}
