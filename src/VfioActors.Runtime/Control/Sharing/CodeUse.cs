using System.Reflection;

namespace VfioActors.Runtime.Control.Sharing;

/// <summary>What some code uses beside messages, itself or by what it calls.</summary>
/// <param name="Statics">The static fields of somebody's own types.</param>
/// <param name="Calls">What it calls by which it learns something that no message told.</param>
/// <param name="IsCut">Whether it is more than is looked at.</param>
internal sealed record CodeUse(IReadOnlyList<FieldInfo> Statics, IReadOnlyList<MethodBase> Calls, bool IsCut);
