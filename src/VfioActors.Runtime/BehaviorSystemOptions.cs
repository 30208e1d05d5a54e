using Akka.Actor;
using VfioActors.Behaviors;
using VfioActors.Runtime.Configurations;
using VfioActors.Runtime.Dispatch;
using VfioActors.Runtime.Recordings;

namespace VfioActors.Runtime;

/// <summary>With what a <see cref="BehaviorSystem"/> is started.</summary>
public sealed record BehaviorSystemOptions
{
    /// <summary>
    /// The name of the actor that all others are children of; null to let the actor system choose one. A name is free
    /// again only some time after its actor has stopped.
    /// </summary>
    public string? Name { get; init; }

    /// <summary>
    /// Who makes the actor that all others are children of; null for the actor system itself, which makes it a child of
    /// its guardian. An actor's own context may be given, by that actor in a step of its own.
    /// </summary>
    public IActorRefFactory? Parent { get; init; }

    /// <summary>
    /// The section of the dispatcher that the actors run on; empty for whatever the application deploys actors on.
    /// </summary>
    public string Dispatcher { get; init; } = RuntimeSettings.Dispatcher;

    /// <summary>Who answers choices. By default all goes well: the first option each time.</summary>
    public IChooser Chooser { get; init; } = new SeededChooser(0, 0);

    /// <summary>Who looks at every step; null for nobody.</summary>
    public IStepWatcher? Watcher { get; init; }

    /// <summary>Who writes down what each actor receives in which order; null for nobody.</summary>
    public TraceRecorder? Recorder { get; init; }

    /// <summary>
    /// Actors of the topology that somebody outside our tree stands for: they get a <see cref="PooledEnvelope"/> for
    /// each message, and answer with envelopes of their own.
    /// </summary>
    public IReadOnlyDictionary<ActorId, IActorRef> Outside { get; init; } =
        new SortedDictionary<ActorId, IActorRef>();

    /// <summary>Heard when a promise is broken, on the thread of the actor that broke it.</summary>
    public Action<BrokenPromise> Broken { get; init; } = _ => { };
}
