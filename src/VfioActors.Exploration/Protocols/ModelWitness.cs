using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;

namespace VfioActors.Exploration.Protocols;

/// <summary>What some run of a <see cref="Model"/> must come to.</summary>
/// <param name="name">Its id.</param>
/// <param name="text">The predicate as it was written.</param>
/// <param name="reached">The predicate.</param>
/// <param name="isSymmetric">Whether the model says what is interchangeable.</param>
internal sealed class ModelWitness(string name, string text, Func<IWorldView, bool> reached, bool isSymmetric)
    : Witness
{
    public override string Name => name;

    public override string Claim => $"Some run reaches: {text}";

    public override bool IsSymmetric => isSymmetric;

    public override bool Reached(IWorldView view) => reached(view);
}
