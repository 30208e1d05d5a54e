using Akka.Actor;

namespace VfioActors.Runtime.Tests.Control;

/// <summary>An actor that a test writes down in place.</summary>
internal sealed class Heard : ReceiveActor, IWithUnboundedStash, IWithTimers
{
    public Heard(Action<Heard> set, Action<Heard>? stopped = null)
    {
        Stopped = stopped;
        set(this);
    }

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;

    internal IActorRef Me => Self;

    internal IActorRef From => Sender;

    internal IActorContext Around { get; } = Context;

    private Action<Heard>? Stopped { get; }

    internal static Props Of(Action<Heard> set, Action<Heard>? stopped = null) =>
        Props.Create(() => new Heard(set, stopped));

    internal Heard On<T>(Action<T> hear)
    {
        Receive(hear);
        return this;
    }

    internal Heard OnAsync<T>(Func<T, Task> hear)
    {
        ReceiveAsync(hear);
        return this;
    }

    internal void Turn(Action receive) => Become(receive);

    protected override void PostStop() => Stopped?.Invoke(this);
}
