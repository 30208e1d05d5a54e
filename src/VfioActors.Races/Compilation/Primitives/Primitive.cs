namespace VfioActors.Races.Compilation.Primitives;

/// <summary>Writes the code of a call of a primitive.</summary>
internal delegate Operand Primitive(CallSite site);
