using VfioActors.Conformance.Drivers;
using VfioActors.Conformance.Operations;
using VfioActors.Conformance.Outcomes;

namespace VfioActors.Conformance;

/// <summary>Something that performs the operations of one case, from a fresh start.</summary>
public interface IPerformer
{
    /// <summary>Performs the next operation of the case.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="drivers">What the drivers do when they are called back.</param>
    Outcome Perform(Operation operation, IDriverScript drivers);
}
