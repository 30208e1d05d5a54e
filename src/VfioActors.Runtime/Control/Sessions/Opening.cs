using System.Runtime.ExceptionServices;
using Akka.Actor;
using Akka.Dispatch;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.Runtime.Control.Steps;
using VfioActors.Runtime.Control.Systems;

namespace VfioActors.Runtime.Control.Sessions;

/// <summary>How a run begins: actors that serve many runs become as new, all others are ended and made again.</summary>
internal sealed class Opening
{
    private readonly ControlSystem _system;
    private readonly Stage _stage;
    private readonly Action<Stage> _begin;
    private readonly ActionRunnable _resetAll;
    private readonly Action<IActorContext> _beginOn;
    private readonly Action<IActorContext> _stopOthers;
    private ExceptionDispatchInfo? _failure;

    /// <param name="begin">Makes the actors and sends the first messages.</param>
    internal Opening(ControlSystem system, Stage stage, Action<Stage> begin)
    {
        (_system, _stage, _begin) = (system, stage, begin);
        (_resetAll, _beginOn, _stopOthers) = (new(ResetAll), BeginOn, _ => StopOthers());
    }

    /// <summary>Ends what the last run left.</summary>
    internal void Clear(IControlled controlled)
    {
        if (_stage.Kept.Length > 0) { _system.Room.Do(_system.Host, _resetAll, controlled); }
        if (_stage.HasOthers) { Stop(controlled); }
    }

    /// <summary>Ends all actors but those that serve many runs.</summary>
    internal void Stop(IControlled controlled) => _system.Do(_stopOthers, controlled);

    /// <summary>Makes the actors of a run. What that throws is thrown.</summary>
    /// <exception cref="UncontrolledException">It throws because something before it was not controlled.</exception>
    internal void Begin(IControlled controlled)
    {
        _system.Do(_beginOn, controlled);
        if (_failure is not null && !_system.Room.IsControlled)
        {
            throw new UncontrolledException(_system.Room.Uncontrolled);
        }

        _failure?.Throw();
    }

    private void ResetAll()
    {
        foreach (var kept in _stage.Kept)
        {
            kept.Queue.OnTheirWay = 0;
            if (!kept.IsStopped) { _system.Room.Give(kept.Queue, new(kept.Reset, ActorRefs.NoSender)); }
        }
    }

    private void StopOthers()
    {
        foreach (var child in _system.GuardianCell.GetChildren())
        {
            if (!_stage.Keeps(child)) { child.Stop(); }
        }
    }

    private void BeginOn(IActorContext parent)
    {
        _stage.Open(parent);
        _failure = null;
        try
        {
            _begin(_stage);
        }
#pragma warning disable CA1031 // Thrown again where the run was begun: here it would only fail the parent of all.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
    }
}
