// What a system says of the machine. What it says of this process (dsocr/system.h) stands in the same files.
#pragma once

namespace dsocr {

int OnlineCpus();  // whether or not this process may run on them
long PageBytes();

}  // namespace dsocr
