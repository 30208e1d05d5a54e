namespace VfioActors.Exploration.Strategies.Queues;

/// <summary>A strategy that keeps what it has not gone on from yet, and may keep a part of that on disk.</summary>
internal interface IQueuesStates
{
    /// <summary>How many bytes of it are on disk.</summary>
    long BytesOnDisk { get; }

    /// <summary>Is told what it may hold in memory and where the rest goes, before it begins.</summary>
    void Use(QueuePlan plan);

    /// <summary>Gives back what it has on disk: nobody goes on with the search.</summary>
    void LetGo();
}
