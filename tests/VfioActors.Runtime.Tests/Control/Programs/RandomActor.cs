using Akka.Actor;

namespace VfioActors.Runtime.Tests.Control.Programs;

/// <summary>An actor of a random program: does what its table says, and notes what it hears.</summary>
internal sealed class RandomActor : ReceiveActor, IWithUnboundedStash, IWithTimers
{
    private const int StashedMax = 2;
    private const int TimeoutsMax = 1;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly RandomProgram _program;
    private readonly int _table;
    private readonly Action<string, string> _note;
    private int _stashed;
    private int _timeouts;

    /// <param name="note">Takes down the path of an actor and what it heard.</param>
    public RandomActor(RandomProgram program, int table, Action<string, string> note)
    {
        (_program, _table, _note) = (program, table, note);
        Hears();
    }

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PostRestart(Exception reason)
    {
        Note("restarted");
        base.PostRestart(reason);
    }

    private void Hears()
    {
        ReceiveAsync<Say>(HearSlowly, say => Acts(say).Any(act => act.Deed is Deed.Await or Deed.Delay));
        Receive<Say>(say => Hear(say));
        Others();
    }

    private void HearsDeafly()
    {
        Receive<Say>(say =>
        {
            Note($"({say.Number})");
            Become(Hears);
        });
        Others();
    }

    private void Others()
    {
        Receive<Terminated>(gone => Note($"without {gone.ActorRef.Path.Name}"));
        Receive<ReceiveTimeout>(_ =>
        {
            Note("timeout");
            if (++_timeouts > TimeoutsMax) { Context.SetReceiveTimeout(null); }
        });
    }

    private void Hear(Say say)
    {
        Note($"{say.Number}{(IsAsk(Sender) ? "?" : Sender.Path.Name)}");
        foreach (var act in Acts(say)) { Do(act); }
        if (IsAsk(Sender)) { Sender.Tell(new Say(0)); }
    }

    private async Task HearSlowly(Say say)
    {
        Note($"{say.Number}{(IsAsk(Sender) ? "?" : Sender.Path.Name)}");
        foreach (var act in Acts(say))
        {
            if (act.Deed == Deed.Delay) { await Task.Delay(Second); }
            else if (act.Deed != Deed.Await) { Do(act); }
            else
            {
                var answer = await Other(act).Ask<Say>(new Say(act.Number), Timeout.InfiniteTimeSpan);
                Note($"!{answer.Number}");
            }
        }

        if (IsAsk(Sender)) { Sender.Tell(new Say(0)); }
    }

    private void Do(Act act)
    {
        switch (act.Deed)
        {
            case Deed.Tell: Other(act).Tell(new Say(act.Number)); break;
            case Deed.Forward: Other(act).Forward(new Say(act.Number)); break;
            case Deed.Reply: Sender.Tell(new Say(act.Number)); break;
            case Deed.Ask:
                _ = Other(act).Ask<Say>(new Say(act.Number), Timeout.InfiniteTimeSpan).PipeTo(Self, Self);
                break;
            case Deed.Become: Become(HearsDeafly); break;
            case Deed.Stash when _stashed++ < StashedMax: Stash.Stash(); break;
            case Deed.Unstash: Stash.UnstashAll(); break;
            default: DoMore(act); break;
        }
    }

    private void DoMore(Act act)
    {
        switch (act.Deed)
        {
            case Deed.Timer:
                Timers.StartSingleTimer(act.Other, new Say(act.Number), Second * (act.Other + 1));
                break;
            case Deed.Cancel: Timers.Cancel(act.Other); break;
            case Deed.Timeout: Context.SetReceiveTimeout(Second); break;
            case Deed.Publish: Context.System.EventStream.Publish(new Say(act.Number)); break;
            case Deed.Subscribe: Context.System.EventStream.Subscribe(Self, typeof(Say)); break;
            case Deed.Select:
                Context.ActorSelection($"/user/{RandomProgram.NameOf(act.Other)}/child").Tell(new Say(act.Number));
                break;
            case Deed.Throw: throw new InvalidOperationException("as it was drawn");
            default: DoWithChildren(act); break;
        }
    }

    private void DoWithChildren(Act act)
    {
        var child = Context.Child("child");
        switch (act.Deed)
        {
            case Deed.Spawn when child.IsNobody() && Self.Path.Name != "child":
                Context.ActorOf(PropsOf(_program, act.Other, _note), "child").Tell(new Say(act.Number));
                break;
            case Deed.Spawn when !child.IsNobody(): child.Tell(new Say(act.Number)); break;
            case Deed.Stop: Context.Stop(child.IsNobody() ? Self : child); break;
            case Deed.Poison: Other(act).Tell(PoisonPill.Instance); break;
            case Deed.Watch: Context.Watch(child.IsNobody() ? Other(act) : child); break;
            default: break;
        }
    }

    /// <summary>What stands for an Ask lives beside the actors.</summary>
    private static bool IsAsk(IActorRef sender) => sender.Path.Elements[0] == "temp";

    internal static Props PropsOf(RandomProgram program, int table, Action<string, string> note) =>
        Props.CreateBy(new Producer(program, table, note));

    private Act[] Acts(Say say) => _program.Tables[_table][say.Number];

    private IActorRef Other(Act act) =>
        ((IInternalActorRef)Self).Provider.ResolveActorRef(Self.Path.Root / "user" / RandomProgram.NameOf(act.Other));

    private void Note(string text) => _note(Self.Path.ToStringWithoutAddress(), text);

    private sealed class Producer(RandomProgram program, int table, Action<string, string> note)
        : IIndirectActorProducer
    {
        public Type ActorType => typeof(RandomActor);

        public ActorBase Produce() => new RandomActor(program, table, note);

        public void Release(ActorBase actor)
        {
        }
    }
}
