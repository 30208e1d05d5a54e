using Akka.Actor;
using Akka.Cluster;
using VfioActors.Cluster.Letters;

namespace VfioActors.Cluster.Nodes;

/// <summary>
/// Where answers of other nodes come in, and where it is heard that one of them is down: one after the other, so that
/// nothing of a lost node comes behind the word that it is lost.
/// </summary>
internal sealed class GateActor(NodeDesk desk) : ActorBase, IWithUnboundedStash
{
    public IStash Stash { get; set; } = null!;

    protected override void PreStart() => Akka.Cluster.Cluster.Get(Context.System).Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));

    protected override void PostStop() => Akka.Cluster.Cluster.Get(Context.System).Unsubscribe(Self);

    protected override bool Receive(object message)
    {
        if (message is PostOpened) { Stash.UnstashAll(); }
        else if (desk.Post is not { } post) { Stash.Stash(); }
        else
        {
            switch (message)
            {
                case StormLetter letter: post.TakeAnswer(letter); break;
                case LetterRefused refused: post.TakeRefusal(refused); break;
                case ClusterEvent.MemberDowned down: Lose(post, down.Member); break;
                case ClusterEvent.MemberRemoved removed: Lose(post, removed.Member); break;
                default: break;
            }
        }

        return true;
    }

    private void Lose(NodePost post, Member member)
    {
        if (desk.NumberOf(member.Address) is { } node) { post.Lose(node); }
    }
}
